/// The packages that have templates and examples.
let shippedPackages = ["exam-platform", "student-management", "training-center", "hq-field"]
