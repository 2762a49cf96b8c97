import { collectionOf } from "../../app/collections";
import { linksToOthers } from "../../app/load-balancers";
import { Resource, SynthesizedApp, inOtherProjects } from "../../app/synthesized-app";
import {
  BACKEND_BUCKET,
  BACKEND_SERVICE,
  FORWARDING_RULE,
  GLOBAL_ADDRESS,
  HTTPS_PROXY,
  HTTP_PROXY,
  MANAGED_CERTIFICATE,
  SECURITY_POLICY,
  SSL_CERTIFICATE,
  SSL_POLICY,
} from "../../app/types";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { text } from "../text";

/** What must be in one project: resources of these types and those they refer to. Only backend services may be in another. */
const PARTS: readonly (readonly [users: readonly string[], used: readonly string[]])[] = [
  [[FORWARDING_RULE], [GLOBAL_ADDRESS, HTTP_PROXY, HTTPS_PROXY]],
  [
    [HTTP_PROXY, HTTPS_PROXY],
    [MANAGED_CERTIFICATE, SSL_CERTIFICATE, SSL_POLICY],
  ],
  [[BACKEND_BUCKET, BACKEND_SERVICE], [SECURITY_POLICY]],
];

/** Parts of a front end, or a policy, of another project than what uses them. */
export function foreignParts(app: SynthesizedApp): Found[] {
  return ofParts(app, (user, used) =>
    app
      .uses(user, ...used)
      .filter((part) => inOtherProjects(user, part))
      .map((part) => ({ name: paths([part]), project: part.project })),
  );
}

/** The same, of what is named by a self link or a data source and is not in the app. */
export function foreignLinks(app: SynthesizedApp): Found[] {
  return ofParts(app, (user, used) =>
    linksToOthers(app, user, user.config)
      .filter(({ collection }) => used.some((type) => collectionOf(type)?.collection === collection))
      .map(({ collection, name, project }) => ({ name: `${collection}/${name}`, project })),
  );
}

/** What each user refers to of the types that must be in its project. */
function ofParts(
  app: SynthesizedApp,
  foreign: (user: Resource, used: readonly string[]) => readonly { readonly name: string; readonly project: string }[],
): Found[] {
  return PARTS.flatMap(([users, used]) =>
    app
      .ofType(...users)
      .flatMap((user) =>
        foreign(user, used).map(({ name, project }) =>
          about(
            user,
            text`this resource is in project ${user.project}, but it uses ${name} in project ${project}; put both into one project`,
          ),
        ),
      ),
  );
}
