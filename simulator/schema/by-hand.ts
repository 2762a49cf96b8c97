import { ProtoField, ProtoMethod, ProtoNode, Schema } from "./messages";

export const text: ProtoField = { type: "string" };
export const texts: ProtoField = { type: "string", rule: "repeated" };
export const whole: ProtoField = { type: "int32" };
export const flag: ProtoField = { type: "bool" };
export const labels: ProtoField = { type: "string", keyType: "string" };
/** What is kept as it comes, and that no visitor sees. */
export const kept: ProtoField = { type: "google.protobuf.Struct" };

/** A method with its REST binding. */
export function method(requestType: string, binding: { readonly [verb: string]: string }): ProtoMethod {
  return { requestType, parsedOptions: [{ "(google.api.http)": binding }] };
}

/** A schema written by hand after Google's reference, of `google.cloud.<api>.v1`. */
export function schemaOf(api: string, v1: ProtoNode): Schema {
  return new Schema({
    nested: {
      google: { nested: { cloud: { nested: { [api]: { nested: { v1 } } } }, protobuf: { nested: { Struct: {} } } } },
    },
  });
}
