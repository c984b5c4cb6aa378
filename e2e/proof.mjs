// Checks the proof of a receipt as somebody would who trusts nothing of the
// server's: RFC 9162 §2.1.3.2 in a few lines, with Node's own SHA-256 alone.

import { createHash } from "node:crypto";

const bytes = (hex) => Buffer.from(hex, "hex");
const node = (left, right) =>
  createHash("sha256").update(Buffer.concat([Buffer.from([1]), left, right])).digest();

/**
 * Whether the path leads from the leaf to the root.
 *
 * @param {{leaf: string, position: number, size: number, root: string, path: string[]}} proof
 */
export function holds({ leaf, position, size, root, path }) {
  if (position >= size) return false;
  let [index, last, hash] = [BigInt(position), BigInt(size - 1), bytes(leaf)];
  for (const step of path) {
    if (last === 0n) return false;
    if ((index & 1n) === 1n || index === last) {
      hash = node(bytes(step), hash);
      while ((index & 1n) === 0n && index !== 0n) {
        index >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = node(hash, bytes(step));
    }
    index >>= 1n;
    last >>= 1n;
  }
  return last === 0n && hash.equals(bytes(root));
}
