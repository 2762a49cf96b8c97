/** A reporter of jest that says what `npm test` leaves out. */
module.exports = class DeploysAreApart {
  onRunComplete() {
    console.error("Deploys with the real Terraform are tested by `npm run test:deploy`.");
  }
};
