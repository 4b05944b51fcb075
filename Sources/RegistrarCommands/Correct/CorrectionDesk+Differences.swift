import ImportPipeline
import ImportService
import JSONText
import TabularCore

/// Requests that compare files of the session with earlier ones.
extension CorrectionDesk {
  /// What became of the rows of the files from a number on, which are earlier than those before it.
  func differences(_ request: CorrectionRequest) throws(CorrectionRequest.Refusal) -> String {
    let first = try request.number("before")
    let known = session.report.files.compactMap(\.source).map(\.rawValue)
    guard first > 1, let source = known.first(where: { Int($0) == first }) else {
      throw CorrectionRequest.Refusal(
        word: "unknown-file", label: "file", values: [("file", first)])
    }
    let change = try request.optionalText("change").map { text throws(CorrectionRequest.Refusal) in
      guard let change = RowDifference.Change(rawValue: text) else {
        throw CorrectionRequest.Refusal(
          word: "bad-request", label: "member", values: [("name", "change")])
      }
      return change
    }
    let after = max(0, try request.optionalNumber("after") ?? 0)
    let limit = min(max(1, try request.optionalNumber("limit") ?? 50), Self.mostRows)
    let difference: RowDifference
    let rows: [RowDifference.Row]
    do throws(EditRefusal) {
      difference = try RowDifference(session, earlierFrom: SourceID(rawValue: source))
      rows = try difference.rows(change, from: after, limit: limit, of: session)
    } catch {
      throw CorrectionRequest.Refusal(error)
    }
    let total = change.map(difference.count(of:)) ?? difference.count
    return answered(request) { json in
      for change in RowDifference.Change.allCases {
        json.member(change.rawValue, difference.count(of: change))
      }
      json.member("rows") { json in
        json.array(rows) { json, row in differentRow(&json, row) }
      }
      let next = after + rows.count
      json.member("next") { $0.value(next < total ? String(next) : "null") }
      json.member("total", total)
    }
  }

  private func differentRow(_ json: inout JSONWriter, _ row: RowDifference.Row) {
    json.object { json in
      json.member("change", row.change.rawValue)
      json.member("table", row.table)
      json.member("key") { json in json.array(row.key) { $0.string($1) } }
      json.member("file", Int(row.place.source.rawValue))
      json.member("sheet") { $0.optional(row.place.sheet) }
      json.member("row", row.place.row)
      json.member("cells") { json in
        json.array(row.cells) { json, cell in
          let isHidden = cell.column.isSecret || hidesPersonal && cell.column.isPersonal
          json.object { json in
            json.member("field") { $0.optional(cell.column.field) }
            json.member("header", cell.column.header)
            json.member("before") { $0.optional(isHidden ? nil : cell.before) }
            json.member("after") { $0.optional(isHidden ? nil : cell.after) }
            json.member("hidden", isHidden)
          }
        }
      }
    }
  }
}
