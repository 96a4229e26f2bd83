/**
 * The byte order of the machine that printed these addresses of /proc/net/tcp, told by those that stand
 * in nearly every table: loopback, link-local and IPv4-mapped ones. null: none of them is there, or they
 * contradict each other.
 * @param texts 8 hexadecimal digits, or 32 of IPv6
 */
export function orderOf(texts: readonly string[]): 'little' | 'big' | null {
  const isBig = texts.some((text) => big.test(text));
  const isLittle = texts.some((text) => little.test(text));
  if (isBig === isLittle) return null;
  return isBig ? 'big' : 'little';
}

/** 127.0.0.x, ::1, ::ffff:a.b.c.d, fe80::, as numbers of such a machine. */
const big = /^(?:7F0000..|0{24}00000001|0{16}0000FFFF.{8}|FE80.{28})$/i;
const little = /^(?:..00007F|0{24}01000000|0{16}FFFF0000.{8}|....80FE.{24})$/i;
