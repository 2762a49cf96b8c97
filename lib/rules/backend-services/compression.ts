import { BACKEND_BUCKET, BACKEND_SERVICE } from "../../app/types";
import { Arguments } from "../arguments";
import { Text, argument } from "../text";
import { oneOf } from "../values";

const MODES = ["AUTOMATIC", "DISABLED"];

/** A compression mode that Google does not support. */
export function compressionMode({
  compression_mode: mode,
}: Arguments<typeof BACKEND_BUCKET | typeof BACKEND_SERVICE>): Text[] {
  return oneOf(argument("compression_mode"), mode, MODES);
}
