/** Many short lists of whole numbers, one after the other: row `i` is `values` from `from[i]` up to `from[i + 1]`. */
export type PackedRows = { readonly from: Int32Array; readonly values: Int32Array };

export type RowsBuilder = {
  /** Adds a row. */
  readonly add: (row: ArrayLike<number>) => void;
  /** Adds `count` rows of others, from `first` on; `numbers` says what stands in place of each of their values. */
  readonly addRows: (others: PackedRows, first: number, count: number, numbers?: Int32Array) => void;
  readonly done: () => PackedRows;
};

/**
 * @param rows how many rows there will be at most
 * @param expected about how many values: for more, all are copied
 */
export function createRows(rows: number, expected = 16 * rows): RowsBuilder {
  const from = new Int32Array(rows + 1);
  let values = new Int32Array(Math.max(64, expected));
  let count = 0;
  let length = 0;
  const makeRoom = (more: number) => {
    if (length + more <= values.length) return;
    const larger = new Int32Array(2 * (length + more));
    larger.set(values.subarray(0, length));
    values = larger;
  };
  return {
    add(row) {
      makeRoom(row.length);
      values.set(row, length);
      length += row.length;
      count += 1;
      from[count] = length;
    },
    addRows(others, first, rows, numbers) {
      const [start, end] = [others.from[first] as number, others.from[first + rows] as number];
      makeRoom(end - start);
      if (numbers === undefined) values.set(others.values.subarray(start, end), length);
      else for (let at = start; at < end; at++) values[length + at - start] = numbers[others.values[at] as number] as number;
      for (let row = 1; row <= rows; row++) from[count + row] = length + (others.from[first + row] as number) - start;
      count += rows;
      length += end - start;
    },
    done: () => ({ from: from.slice(0, count + 1), values: values.slice(0, length) }),
  };
}

export const rowOf = ({ from, values }: PackedRows, row: number): Int32Array => values.subarray(from[row], from[row + 1]);
