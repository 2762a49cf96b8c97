import { COMMANDS } from "../../../lib/cli/commands";
import { fitted } from "../../../lib/cli/help";

const HELP = `Usage: cdktf-google-serverless-lb go [<stack>]

Goes where the stack says, and comes back with a page
about it.

  <stack>          the id of the stack
  --to <folder>    where to go; what is not given is
                   found out
  --without-help   alone

The exit code is 0.
`;

test("a terminal that is as wide as the text, or of unknown width, gets the text as it is", () => {
  expect(fitted(HELP, 53)).toBe(HELP);
  expect(fitted(HELP, undefined)).toBe(HELP);
  expect(fitted(HELP, 0)).toBe(HELP);
});

test("on a narrower one lines are broken again, and what an option means stays beside it", () => {
  expect(fitted(HELP, 48)).toBe(`Usage: cdktf-google-serverless-lb go [<stack>]

Goes where the stack says, and comes back with a
page about it.

  <stack>          the id of the stack
  --to <folder>    where to go; what is not
                   given is found out
  --without-help   alone

The exit code is 0.
`);
});

test("where there is no room beside an option, what it means is below it", () => {
  expect(fitted(HELP, 30)).toBe(`Usage:
cdktf-google-serverless-lb go
[<stack>]

Goes where the stack says, and
comes back with a page about
it.

  <stack>
      the id of the stack
  --to <folder>
      where to go; what is not
      given is found out
  --without-help
      alone

The exit code is 0.
`);
});

test.each(Object.keys(COMMANDS))("the help of %s fits into 60 columns, with all its words", (name) => {
  const { help } = COMMANDS[name].load();
  const narrow = fitted(help, 60);
  expect(narrow.split("\n").filter((line) => line.length > 60)).toEqual([]);
  expect(narrow.split(/\s+/)).toEqual(help.split(/\s+/));
});
