import Schemas
import TabularCore

/// A small package: shelves, and books that stand on them.
enum Samples {
  static var package: DataPackage {
    DataPackage(
      name: "library", title: LocalizedText("Library", ["fr": "Bibliothèque"]), version: "3",
      hash: "0123abcd", tables: [books, shelves])
  }

  /// The same, with a closed list of tags.
  static var markedPackage: DataPackage {
    var package = package
    for index in package.tables[0].fields.indices
    where package.tables[0].fields[index].name == "tags" {
      package.tables[0].fields[index].enumValues = ["old", "rare", "torn"].map {
        Field.EnumValue($0)
      }
      package.tables[0].fields[index].itemType = .enumeration
      package.tables[0].fields[index].example = "old;rare"
    }
    return package
  }

  static var shelves: TableSchema {
    var code = Field(name: "shelf_code", type: .code)
    code.label = LocalizedText("Shelf code", ["fr": "Code du rayon"])
    code.isRequired = true
    code.example = "A-01"
    var kind = Field(name: "kind", type: .enumeration)
    kind.label = LocalizedText("Kind", ["fr": "Genre"])
    kind.enumValues = [Field.EnumValue("open"), Field.EnumValue("closed", aliases: ["locked"])]
    kind.defaultValue = .text("open")
    var places = Field(name: "places", type: .integer)
    places.label = LocalizedText("Places, \"usual\"")
    places.constraints.minimum = "1"
    places.constraints.maximum = "500"
    return TableSchema(
      name: "shelves", title: LocalizedText("Shelves", ["fr": "Rayons"]),
      description: LocalizedText("Where `books` stand."), sheetName: "Shelves",
      fields: [code, kind, places], naturalKey: ["shelf_code"])
  }

  static var books: TableSchema {
    var title = Field(name: "title", type: .string)
    title.label = LocalizedText("Title", ["fr": "Titre"])
    title.constraints.maximumLength = 80
    var shelf = Field(name: "shelf_code", type: .code)
    shelf.label = LocalizedText("Shelf")
    shelf.requiredIf = ConditionalRequirement(
      condition: "bought_on IS NOT NULL", reason: LocalizedText("`bought_on` is given"))
    var bought = Field(name: "bought_on", type: .date)
    bought.label = LocalizedText("Bought on")
    var lent = Field(name: "lent", type: .boolean)
    lent.label = LocalizedText("Lent", ["fr": "Prêté"])
    var tags = Field(name: "tags", type: .list)
    tags.label = LocalizedText("Tags")
    var pin = Field(name: "pin", type: .secret)
    pin.secretPolicy = .refuse
    return TableSchema(
      name: "books", sheetName: "Books",
      fields: [title, shelf, bought, lent, tags, pin], naturalKey: ["title"],
      references: [Reference(field: "shelf_code", table: "shelves", targetField: "shelf_code")])
  }
}
