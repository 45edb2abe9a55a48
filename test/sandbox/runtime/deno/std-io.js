// What the runtime uses of @std/io: a write may take only a part, so it is repeated until all is out.
export async function writeAll(writer, data) {
  let written = 0;
  while (written < data.length) {
    written += await writer.write(data.subarray(written));
  }
}
