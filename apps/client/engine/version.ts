/** The client's version, as its command line and its log name it. */
export const VERSION = '0.1.0';
