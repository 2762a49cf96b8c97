import { Testing } from "cdktf";
import "cdktf-google-serverless-lb/jest";
import { environments } from "../environments";
import { Site, SiteProps } from "../site";

/** The values of the example. */
const PLACEHOLDER = /^acme-(tfstate|web(-(dev|staging|prod))?(-error-pages)?)$|(^|\.)example\.com$/;

const all = Object.entries<SiteProps>(environments);
const siteOf = (id: string, props: SiteProps) => new Site(Testing.app(), id, props);

describe.each(all)("%s", (id, props) => {
  const site = siteOf(id, props);

  test.each(props.domains)("https://%s/ is the frontend, and /api is the API", (domain) => {
    expect(site.loadBalancer).toRoute(`https://${domain}/`, site.frontend);
    expect(site.loadBalancer).toRoute(`https://${domain}/apiary`, site.frontend);
    expect(site.loadBalancer).toRoute(`https://${domain}/api`, site.api);
    expect(site.loadBalancer).toRoute(`https://${domain}/api/orders?page=2`, site.api);
  });

  test.each(props.domains)("http://%s leads to HTTPS", (domain) => {
    expect(site.loadBalancer).toRedirect(`http://${domain}/a?b=c`, `https://${domain}/a?b=c`);
  });
});

test("each environment has domains and error pages of its own", () => {
  const own = all.flatMap(([id, { domains, errorPages }]) => [
    ...domains.map((value) => ({ id, what: "domains", value })),
    ...(errorPages ? [{ id, what: "errorPages", value: errorPages }] : []),
  ]);
  const toDo = own.flatMap(({ id, what, value }, index) => {
    const other = own.slice(0, index).find((earlier) => earlier.value === value);
    return other === undefined
      ? []
      : [`change ${id}: ${what} "${value}" in environments.ts, which ${other.id} has too`];
  });
  expect(toDo).toEqual([]);
});

test("environments.ts has either the values of the example or only your own", () => {
  const values = all.flatMap(([id, { site, project, domains, stateBucket, errorPages }]) => [
    [`${id}: site`, site],
    [`${id}: project`, project],
    [`${id}: stateBucket`, stateBucket],
    ...domains.map((domain) => [`${id}: domains`, domain]),
    ...(errorPages === undefined ? [] : [[`${id}: errorPages`, errorPages]]),
  ]);
  const left = values.filter(([, value]) => PLACEHOLDER.test(value));
  const isExample = left.length === values.length;
  const toDo = isExample
    ? []
    : left.map(
        ([what, value]) => `change ${what} ${JSON.stringify(value)} in environments.ts: it is a value of the example`,
      );
  expect(toDo).toEqual([]);
});
