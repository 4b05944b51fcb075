import ImportPipeline
import ImportReports
import ImportService
import JSONText
import Schemas
import TabularCore

/// Requests that show tables and rows.
extension CorrectionDesk {
  /// What the session is about.
  func open(_ request: CorrectionRequest, _ counts: String) -> String {
    let package = session.prepared.package
    let sheets = session.files.sheets
    return answered(request) { json in
      json.member("protocol", Self.version)
      json.member("package") { json in
        json.object { json in
          json.member("name", package.name)
          json.member("version", package.version)
        }
      }
      json.member("language", language.rawValue)
      json.member("files") { json in
        json.array(session.report.files) { json, file in
          let refusal = file.source.flatMap(session.files.refusal(of:))
          json.object { json in
            json.member("file", file.source?.rawValue ?? 0)
            json.member("name", file.name)
            json.member("kind", file.kind)
            json.member("editable", refusal == nil)
            json.member("why") { $0.optional(refusal.map(sentence)) }
          }
        }
      }
      json.member("tables") { json in
        let read = Set(sheets.map(\.table))
        json.array(package.tables.filter { read.contains($0.name) }) { json, table in
          tableObject(&json, table, sheets.filter { $0.table == table.name })
        }
      }
      json.member("columns") { json in
        let columns = sheets.flatMap { sheet in sheet.columns.map { (sheet, $0) } }
        json.array(columns) { json, item in
          json.object { json in
            json.member("file", item.0.source.rawValue)
            json.member("sheet") { $0.optional(item.0.sheet) }
            json.member("table", item.0.table)
            json.member("column", item.1.number)
            json.member("header", item.1.header)
            json.member("field") { $0.optional(item.1.field) }
          }
        }
      }
      json.member("counts") { $0.value(counts) }
      json.member("status") { $0.value(status) }
    }
  }

  private func sentence(_ refusal: EditRefusal) -> String {
    let refusal = CorrectionRequest.Refusal(refusal)
    return language.label(
      "correct/" + refusal.label, values: refusal.values.map { ($0.key, $0.value) })
  }

  private func tableObject(
    _ json: inout JSONWriter, _ table: TableSchema, _ sheets: [EditedSheet]
  ) {
    json.object { json in
      json.member("table", table.name)
      json.member("title", table.title.text(in: language))
      json.member("noun", table.noun.text(in: language))
      json.member("places") { json in
        json.array(sheets) { json, sheet in
          json.object { json in
            json.member("file", sheet.source.rawValue)
            json.member("sheet") { $0.optional(sheet.sheet) }
            json.member("headerRow", sheet.headerRow)
          }
        }
      }
      json.member("fields") { json in
        json.array(table.fields) { json, field in
          let reference = table.references.first { $0.field == field.name }
          json.object { json in
            json.member("field", field.name)
            json.member("label", field.label.text(in: language))
            json.member("type", field.type.rawValue)
            json.member("required", field.isRequired)
            json.member("key", table.naturalKey.contains(field.name))
            json.member("help", field.description.text(in: language))
            json.member("allowed") { json in
              json.array(field.enumValues.map(\.value)) { $0.string($1) }
            }
            json.member("refersTo") { json in
              guard let reference else { return json.value("null") }
              json.object { json in
                json.member("table", reference.table)
                json.member("field", reference.targetField)
              }
            }
            json.member("secret", field.privacy == .secret)
            json.member("personal", field.privacy == .personal)
          }
        }
      }
    }
  }

  // MARK: Rows

  /// Rows with issues, a page of them.
  mutating func rows(_ request: CorrectionRequest) throws(CorrectionRequest.Refusal) -> String {
    let table = try request.optionalText("table")
    let code = try request.optionalText("code")
    let least = try request.optionalText("severity").flatMap(Severity.init(rawValue:))
    let after = try request.optionalNumber("after") ?? 0
    let limit = min(max(1, try request.optionalNumber("limit") ?? 50), Self.mostRows)
    let wanted = session.issues.filter { named in
      (table == nil || named.issue.location.table == table)
        && (code == nil || named.issue.code.rawValue == code)
        && least.map { named.issue.severity >= $0 } ?? true
    }
    var places: Set<RowPlace> = []
    var others: [CorrectionSession.NamedIssue] = []
    for named in wanted {
      if named.issue.location.source != nil, let place = RowPlace(named.issue.location),
        named.issue.location.table != nil
      {
        places.insert(place)
      } else {
        others.append(named)
      }
    }
    let ordered = places.sorted {
      ($0.source, $0.sheet ?? "", $0.row) < ($1.source, $1.sheet ?? "", $1.row)
    }
    let objects = IssueObjects(content())
    let page = ordered.dropFirst(max(0, after)).prefix(limit)
    let texts = page.compactMap { place in
      session.files.originalRow(place.row, source: place.source, sheet: place.sheet).map {
        rowObject(
          EditedPlace(source: place.source, sheet: place.sheet, row: $0, column: 0), objects)
      }
    }
    let next = max(0, after) + page.count
    return answered(request) { json in
      json.member("revision", session.revision)
      json.member("rows") { json in json.array(texts) { $0.value($1) } }
      json.member("next") { $0.value(next < ordered.count ? String(next) : "null") }
      json.member("total", ordered.count)
      json.member("other") { json in
        let shown = after > 0 ? [] : Array(others.prefix(Self.mostIssues))
        json.array(shown) { $0.value(self.json($1, objects)) }
      }
    }
  }

  /// One row, with those that it hangs on if they are wanted.
  mutating func row(_ request: CorrectionRequest) throws(CorrectionRequest.Refusal) -> String {
    let sheet = try sheet(request)
    let number = try request.number("row")
    guard
      let own = session.files.originalRow(number, source: sheet.source, sheet: sheet.sheet),
      number > sheet.headerRow,
      (try? session.files.cells(ofRow: own, source: sheet.source, sheet: sheet.sheet)) != nil
    else {
      throw CorrectionRequest.Refusal(word: "unknown-row", label: "row", values: [("row", number)])
    }
    let objects = IssueObjects(content())
    let place = EditedPlace(source: sheet.source, sheet: sheet.sheet, row: own, column: 0)
    let related =
      request.flag("related")
      ? RowView(session, place, hidesPersonal: hidesPersonal).links.prefix(RowView.mostLinks)
        .compactMap { link in
          session.files.originalRow(link.row, source: link.source, sheet: link.sheet).map {
            rowObject(
              EditedPlace(source: link.source, sheet: link.sheet, row: $0, column: 0), objects)
          }
        } : []
    let text = rowObject(place, objects)
    return answered(request) { json in
      json.member("row") { $0.value(text) }
      json.member("related") { json in json.array(related) { $0.value($1) } }
    }
  }

  /// A row with its cells, its issues and the rows that it hangs on.
  func rowObject(_ place: EditedPlace, _ objects: IssueObjects) -> String {
    let view = RowView(session, place, hidesPersonal: hidesPersonal)
    var writer = JSONWriter()
    writer.object { json in
      placeMembers(&json, place)
      json.member("table") { $0.optional(view.sheet?.table) }
      json.member("state", view.state)
      json.member("cells") { json in
        json.array(view.cells) { json, cell in
          json.object { json in
            json.member("column", cell.column.number)
            json.member("field") { $0.optional(cell.column.field) }
            json.member("header", cell.column.header)
            json.member("text") { $0.optional(cell.text) }
            json.member("shown") { $0.optional(cell.shown) }
            json.member("before") { $0.optional(cell.before) }
            json.member("editable", cell.lock == nil)
            json.member("why") { json in
              json.optional(cell.lock.map { language.label("correct/" + $0) })
            }
            json.member("secret", cell.column.isSecret)
          }
        }
      }
      json.member("issues") { json in
        json.array(view.issues.prefix(Self.mostIssues)) { $0.value(self.json($1, objects)) }
      }
      json.member("hangsOn") { json in
        json.array(view.links.prefix(RowView.mostLinks)) { json, link in
          json.object { json in
            json.member("file", link.source.rawValue)
            json.member("sheet") { $0.optional(link.sheet) }
            json.member("row", link.row)
            json.member("table") { $0.optional(link.table) }
            json.member("by") { $0.optional(link.field) }
            json.member("relation", link.relation)
          }
        }
      }
      json.member("more", max(0, view.links.count - RowView.mostLinks))
    }
    return writer.text
  }
}
