/** Where two texts part, with what stands around it. */
export function firstDifference(before: string, after: string): string {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 20), at + 40));
  return `at character ${at}, ${around(before)} then, ${around(after)} now`;
}
