/** Guest memory that counts word accesses: how much work one register access may cause. */
import { GuestMemory } from '../../../machine/guest-memory.ts';

export class CountedMemory extends GuestMemory {
  accesses = 0;

  override readU32(gpa: number): number | undefined {
    this.accesses++;
    return super.readU32(gpa);
  }

  override writeU32(gpa: number, value: number): boolean {
    this.accesses++;
    return super.writeU32(gpa, value);
  }
}
