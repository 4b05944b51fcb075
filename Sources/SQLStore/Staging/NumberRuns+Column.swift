import ImportPipeline
import RuleEvaluation

extension NumberRuns {
  /// All numbers as those of a column, run by run.
  var column: IntegerColumn {
    var column = IntegerColumn()
    column.makeRoom(for: count)
    forEachRun { column.append(contentsOf: Int64($0.lowerBound)..<Int64($0.upperBound)) }
    return column
  }
}
