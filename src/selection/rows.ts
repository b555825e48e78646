/** Many short lists of whole numbers, one after the other: row `i` is `values` from `from[i]` up to `from[i + 1]`. */
export type Rows = { readonly from: Int32Array; readonly values: Int32Array };

export type RowsBuilder = {
  /** Adds a row. */
  readonly add: (row: ArrayLike<number>) => void;
  readonly done: () => Rows;
};

/** @param rows how many rows there will be at most */
export function createRows(rows: number): RowsBuilder {
  const from = new Int32Array(rows + 1);
  let values = new Int32Array(Math.max(64, 16 * rows));
  let count = 0;
  let length = 0;
  return {
    add(row) {
      if (length + row.length > values.length) {
        const larger = new Int32Array(2 * (length + row.length));
        larger.set(values.subarray(0, length));
        values = larger;
      }
      values.set(row, length);
      length += row.length;
      count += 1;
      from[count] = length;
    },
    done: () => ({ from: from.slice(0, count + 1), values: values.slice(0, length) }),
  };
}

export const rowOf = ({ from, values }: Rows, row: number): Int32Array => values.subarray(from[row], from[row + 1]);
