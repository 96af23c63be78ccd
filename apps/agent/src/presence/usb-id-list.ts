/** The USB id list of this machine. A machine without it names silent devices by their numbers. */
import { readFileSync, statSync } from 'node:fs';
import { ListedNames, type TextFiles } from '@farport/usb/usb-ids';

export const textFiles: TextFiles = {
  size: (file) => statSync(file).size,
  read: (file) => readFileSync(file, 'utf8'),
};

export const listedNames = new ListedNames(textFiles);
