import { Token } from "cdktf";
import { problemsOf } from "../../../lib/resource/findings";

const TOKEN = Token.asString({ a: "token" });
const checkComputeName = (what: string, name: string | undefined) => problemsOf("name", { what, name });
const checkCloudRunServiceName = (what: string, name: string | undefined) =>
  problemsOf("nameOfCloudRun", { what, name });
const BAD_SHAPES = [
  ["that is empty", ""],
  ["that begins with a digit", "1web"],
  ["that begins with a hyphen", "-web"],
  ["that ends with a hyphen", "web-"],
  ["with a capital", "Web"],
  ["with an underscore", "my_web"],
  ["with a dot", "my.web"],
  ["with a line after it", "web\n"],
];

/** What is said of names that nearly are one. */
function wayOutOf(name: string): string {
  const meant: { readonly [name: string]: string | undefined } = { Web: "web", my_web: "my-web", "my.web": "my-web" };
  return meant[name] === undefined ? "choose another name" : `write "${meant[name]}"`;
}

test.each([["a"], ["web-1"], ["a".repeat(63)], [undefined], [TOKEN]])("a Compute Engine name may be %p", (name) => {
  expect(checkComputeName("name", name)).toEqual([]);
});

test.each([...BAD_SHAPES, ["of 64 characters", "a".repeat(64)]])(
  "a Compute Engine name %s is refused",
  (_what, name) => {
    expect(checkComputeName("name", name)).toEqual([
      {
        rule: "NAM-01",
        message: `name must have 1 to 63 lowercase letters, digits and hyphens, begin with a letter and not end with a hyphen, got ${JSON.stringify(name)}; ${wayOutOf(name)}`,
      },
    ]);
  },
);

test.each([["a"], ["web-1"], ["a".repeat(49)], [undefined], [TOKEN]])("a Cloud Run name may be %p", (name) => {
  expect(checkCloudRunServiceName("name", name)).toEqual([]);
});

test.each([...BAD_SHAPES, ["of 50 characters", "a".repeat(50)]])("a Cloud Run name %s is refused", (_what, name) => {
  expect(checkCloudRunServiceName("name", name)).toEqual([
    {
      rule: "RUN-01",
      message: `name must have 1 to 49 lowercase letters, digits and hyphens, begin with a letter and not end with a hyphen, got ${JSON.stringify(name)}; ${wayOutOf(name)}`,
    },
  ]);
});
