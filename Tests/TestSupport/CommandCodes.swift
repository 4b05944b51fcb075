/// The issue codes that no import of a file in the tables of cases raises: commands, stores and packages of
/// their own do.
///
/// The tests of the command line emit each of them.
public enum CommandCodes {
  /// The codes.
  public static let all: Set<String> = [
    "decision.expired", "decision.field-unknown", "decision.refused", "decision.unused",
    "decision.waived", "emit.key-collision", "emit.limit", "emit.outcome-unknown", "emit.refused",
    "emit.stopped",
    "emit.unmapped", "emit.write-failed", "exchange.deviation", "exchange.file-mismatch",
    "exchange.manifest", "exchange.manifest-property", "exchange.no-rows", "exchange.stamp",
    "exchange.unmapped", "file.part-refused",
    "guard.backup-missing", "guard.change-limit", "guard.checklist-open", "guard.phase-order",
    "run.check-failed", "run.hook-failed",
    "guard.delete-limit",
    "guard.maintenance-off", "guard.plan-missing", "guard.plan-stale", "guard.production-refused",
    "guard.prune-refused", "guard.receipt-refused", "guard.reject-limit",
    "guard.target-unconfirmed", "reference.cycle",
    "reference.wrong-role", "row.left-out", "row.not-found",
    "rule.custom", "run.interrupted", "run.lock-taken-over", "run.locked",
    "run.too-many-errors", "run.undo-kept", "run.undo-refused", "run.unfinished",
    "schema.ambiguous-header", "schema.bad-example", "schema.cycle", "schema.invalid",
    "schema.unreadable", "store.count-mismatch", "store.exists-skipped", "store.manual-edit",
    "store.not-stored",
    "store.orphans", "store.protection-missing", "store.rights-missing", "store.row-refused",
    "store.changed-since", "store.schema-version", "store.unreachable", "store.unrecorded",
    "store.value-differs", "value.corrected", "value.date-1900-shift", "value.digits-unsure",
    "value.zone-missing",
  ]
}
