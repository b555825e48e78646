/** Least squares: how much y grows with each unit of x, and the standard error of that. */
export function slopeOf(points: readonly (readonly [number, number])[]): { readonly slope: number; readonly noise: number } {
  const count = points.length;
  if (count < 3) return { slope: 0, noise: Number.POSITIVE_INFINITY };
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / count;
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const rest = points.reduce((sum, [x, y]) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  return { slope, noise: Math.sqrt(rest / (count - 2) / spread) };
}
