import { mentionsIn } from "../../app/expressions";
import { literalsIn } from "../../app/literals";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { texts } from "../../app/values";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { text } from "../text";

/** Resources that wait for each other in a circle. */
export function circles(app: SynthesizedApp): Found[] {
  const done = new Set<Resource>();
  return app.resources.flatMap((resource) => {
    const circle = circleFrom(app, resource, done);
    if (circle === undefined) {
      return [];
    }
    const [first, ...others] = [...circle, circle[0]].map((each) => paths([each]));
    return [
      about(
        circle[0],
        text`${first} waits for ${others.join(", which waits for ")}, so Terraform can create none of them; remove one of these references or dependencies`,
      ),
    ];
  });
}

/** A circle that a resource leads to, over resources that are not done yet. */
function circleFrom(
  app: SynthesizedApp,
  resource: Resource,
  done: Set<Resource>,
  way: readonly Resource[] = [],
): Resource[] | undefined {
  const at = way.indexOf(resource);
  if (at >= 0) {
    return way.slice(at);
  }
  if (done.has(resource)) {
    return undefined;
  }
  for (const needed of neededBy(app, resource)) {
    const circle = circleFrom(app, needed, done, [...way, resource]);
    if (circle !== undefined) {
      circle.forEach((each) => done.add(each));
      return circle;
    }
  }
  done.add(resource);
  return undefined;
}

/** What Terraform creates before a resource: what its arguments and its `depends_on` mention. */
function neededBy(app: SynthesizedApp, resource: Resource): Resource[] {
  const { config } = resource;
  const written = [
    ...literalsIn(config, []).map(({ value }) => value),
    ...texts(config.depends_on).map((dependency) => `\${${dependency}}`),
  ];
  // a URL map says the same in many places
  return [...new Set(written)]
    .flatMap(mentionsIn)
    .flatMap((reference) => (reference.isData ? [] : (app.at(resource, reference) ?? [])));
}
