public import Schemas
public import TabularCore

extension ImportReport {
  /// Takes the package's names for things: nouns of records and labels of fields.
  mutating func takeWords(of package: DataPackage) {
    for table in package.tables {
      for noun in [table.noun, table.nounPlural] where !noun.translations.isEmpty {
        phrases[noun.english] = noun
      }
    }
    fieldLabels = package.fieldLabels
    for table in package.tables where table.title.english != table.name {
      tableTitles[table.name] = table.title
    }
    for table in package.tables { keyFields[table.name] = table.naturalKey }
    personal = PersonalFields(package)
  }
}

extension DataPackage {
  /// The labels of all fields, by table and field; the columns that every table accepts among them.
  public var fieldLabels: [String: [String: LocalizedText]] {
    var labels: [String: [String: LocalizedText]] = [:]
    for table in tables {
      var fields = [
        "action": LocalizedText(label: "template/action"), "source_id": LocalizedText("Source ID"),
        "notes": LocalizedText(label: "template/notes"),
      ]
      for field in table.fields { fields[field.name] = field.label }
      labels[table.name] = fields
    }
    return labels
  }
}
