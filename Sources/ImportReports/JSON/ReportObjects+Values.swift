import ImportPipeline
import JSONText
import TabularCore

/// The objects of values: of those that no cell gave, that change in the store, that were corrected.
extension ReportObjects {
  /// A value that no cell gave as it stands.
  func explained(_ original: ExplainedValue, _ json: inout JSONWriter) {
    let value = content.shown(original)
    place(value.location, withTable: true, &json)
    json.text("value", value.value)
    json.text("read", value.read)
    json.text("origin", value.origin.rawValue)
    json.text("detail", value.detail.isEmpty ? nil : value.detail)
    json.member("count", value.rows.count)
    rows(value.rows, nil, &json)
    json.text("place", content.places.text(value.location))
  }

  /// Writes the value: the corrections of a copy, or null.
  func corrections(_ json: inout JSONWriter) {
    guard let corrections = report.corrections else { return json.value("null") }
    json.object { json in
      json.text("file", corrections.file)
      json.objects("applied", corrections.applied) { correction($1, &$0) }
      json.objects("proposed", corrections.proposed) { correction($1, &$0) }
    }
  }

  private func correction(_ original: ReportedCorrection, _ json: inout JSONWriter) {
    let correction = content.shown(original)
    let place = correction.location
    json.text("file", place.file)
    json.text("sheet", place.sheet)
    json.text("table", place.table)
    json.optional("row", number: place.row)
    json.optional("column", number: place.column)
    json.text("field", place.field)
    json.text("kind", correction.kind.rawValue)
    json.text("before", correction.before)
    if correction.doubt == nil {
      json.text("after", correction.after.first)
    } else {
      json.texts("after", correction.after)
    }
    json.text("doubt", correction.doubt?.rawValue)
  }

  func change(_ original: PlannedChange, _ json: inout JSONWriter) {
    let change = content.shown(original)
    json.text("table", change.table)
    json.texts("key", change.key)
    json.text("operation", change.operation.rawValue)
    json.text("file", change.file)
    json.text("sheet", change.sheet)
    json.optional("row", number: change.row)
    json.objects("fields", change.fields) { json, field in
      json.text("field", field.name)
      json.text("before", field.before.isEmpty ? nil : field.before)
      json.text("after", field.after.isEmpty ? nil : field.after)
      if field.isSecret { json.member("secret", true) }
      shown(field, &json)
    }
    source(change.source, &json)
  }

  /// How people write the values of a field, where that is not as programs do: `1875.00 CAD`, `yes`.
  private func shown(_ field: PlannedChange.Field, _ json: inout JSONWriter) {
    guard !field.isSecret, field.beforeForm.kind != .plain || field.afterForm.kind != .plain else {
      return
    }
    func shown(_ text: String, _ form: ValueForm) -> String? {
      text.isEmpty ? nil : form.text(text, in: options.language)
    }
    json.text("shownBefore", shown(field.before, field.beforeForm))
    json.text("shownAfter", shown(field.after, field.afterForm))
  }
}
