import RecordMapping
import Schemas
import TabularCore
struct ColumnFinding { var code: IssueCode; var variant = ""; var arguments: [IssueArgument] = []; var row: Int; var rows = RowRanges(); var value: String? ; var field: Int = 0; var refusesRows = false }
struct ColumnStatistics { init(_ f: Field) {}; static func watches(_ f: Field) -> Bool { false }; mutating func observe(_ v: FieldValue, input: CellInput, row: Int) {}; func finish() -> [ColumnFinding] { [] } }
