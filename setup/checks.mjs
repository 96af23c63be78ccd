export function runTests() {
  return 1;
}
