import { publicGrants, readersOf, storageBucketOf } from "../../app/storage-access";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { BACKEND_BUCKET, SIGNED_URL_KEYS, STORAGE_BUCKET } from "../../app/types";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Text, text } from "../text";

const ROLE = "roles/storage.objectViewer";
const FILL_ACCOUNT = "serviceAccount:service-PROJECT_NUMBER@cloud-cdn-fill.iam.gserviceaccount.com";

/** Backend buckets of which no visitor may read an object, neither with a signed URL nor without. */
export function unreadable(app: SynthesizedApp): Found[] {
  return served(app).flatMap(({ backendBucket, bucket, isSigned }) => {
    const { isPublic, isFilled, mayBeMore } = readersOf(app, bucket);
    return isPublic || isFilled || mayBeMore
      ? []
      : [about(backendBucket, isSigned ? signedInVain(bucket) : readByNobody(bucket))];
  });
}

/** Keys for signed URLs to what everybody may read without them. */
export function needlessKeys(app: SynthesizedApp): Found[] {
  return served(app)
    .filter(({ bucket, isSigned }) => isSigned && readersOf(app, bucket).isPublic)
    .map(({ backendBucket, bucket }) =>
      about(
        backendBucket,
        text`the signed URL keys of this backend bucket protect nothing, because everybody can read the objects of ${paths([bucket])} without a signature; grant ${ROLE} to ${FILL_ACCOUNT} instead of allUsers, or remove the keys`,
      ),
    );
}

/** Grants to everybody on a Cloud Storage bucket that refuses them. */
export function preventedGrants(app: SynthesizedApp): Found[] {
  return app
    .ofType(STORAGE_BUCKET)
    .filter(isClosed)
    .flatMap((bucket) =>
      publicGrants(app, bucket).map((grant) =>
        about(
          grant,
          text`${paths([bucket])} has public_access_prevention "enforced", so Google refuses a grant to allUsers or allAuthenticatedUsers; remove the grant and use signed URLs, or set public_access_prevention to "inherited"`,
        ),
      ),
    );
}

/** The backend buckets that serve a Cloud Storage bucket of the app, and whether they have keys for signed URLs. */
function served(app: SynthesizedApp) {
  return app.ofType(BACKEND_BUCKET).flatMap((backendBucket) => {
    const bucket = storageBucketOf(app, backendBucket);
    const isSigned = app.users(backendBucket, ...SIGNED_URL_KEYS).length > 0;
    return bucket === undefined ? [] : [{ backendBucket, bucket, isSigned }];
  });
}

function signedInVain(bucket: Resource): Text {
  return text`Cloud CDN cannot read the objects of ${paths([bucket])}, so even visitors with a signed URL get 403; grant ${ROLE} on that bucket to ${FILL_ACCOUNT}`;
}

function readByNobody(bucket: Resource): Text {
  const toAll = isClosed(bucket) ? text`` : text`grant ${ROLE} on that bucket to allUsers, or `;
  return text`no grant of this app lets visitors read the objects of ${paths([bucket])}, so they get 403; ${toAll}use signed URLs (addSignedUrlKey) and grant ${ROLE} to ${FILL_ACCOUNT}`;
}

function isClosed({ config }: Resource): boolean {
  return config.public_access_prevention === "enforced";
}
