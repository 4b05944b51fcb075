public import ImportPipeline
public import Schemas
import TabularCore

/// Compiles conditions over the fields of a row: they look at bound values only, so that one engine
/// serves every store.
///
/// - Parameter now: the clock of the run, UTC `YYYY-MM-DDTHH:MM:SSZ`.
public typealias RowRuleMaker = (
  _ rules: [RowCondition], _ table: TableSchema, _ now: String
) throws(StoreError) -> any RowRuleEvaluator

extension PostgresStore {
  /// Compiles conditions with the engine that the store was given: no row travels to the server for
  /// a question about itself.
  public func makeRowRules(
    _ rules: [RowCondition], of table: TableSchema
  ) throws(StoreError) -> any RowRuleEvaluator {
    try rowRules(rules, table, run?.now ?? "")
  }
}
