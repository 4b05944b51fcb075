import Drafting
import Foundation
import ImportReports
import JSONText
import TabularCore

/// The guesses of a draft, with what speaks for each, for people or as JSON.
struct DraftPage {
  private let draft: DraftedPackage
  private let folder: String
  private let language: Language

  /// The guesses of a draft that was written into a folder.
  init(_ draft: DraftedPackage, folder: String, language: Language) {
    self.draft = draft
    self.folder = folder
    self.language = language
  }

  private func label(
    _ key: String, _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]
  ) -> String {
    language.label("draft/" + key, values)
  }

  private func evidence(_ guess: Guess) -> String {
    printable(guess.evidence.text(in: language), limit: 400)
  }

  /// The page, every line ended.
  var text: String {
    var text = ""
    for table in draft.tables {
      let rows = table.rowCount.map { ", " + label("rowsRead", ["count": $0]) } ?? ""
      text += "\(table.name)  \(printable(table.source))\(rows)\n"
      var listing = ListingTable(columns: [
        "  " + label("field"), label("property"), label("value"), label("evidence"),
      ])
      for guess in table.guesses { listing.add(row(guess, of: "")) }
      for field in table.fields {
        for (index, guess) in field.guesses.enumerated() {
          listing.add(row(guess, of: index == 0 ? field.name : ""))
        }
      }
      text += listing.text + "\n"
    }
    if !draft.remarks.isEmpty {
      text += draft.remarks.map { evidence($0) + "\n" }.joined() + "\n"
    }
    text +=
      label(
        "written",
        [
          "folder": printable(folder), "package": draft.name, "tables": draft.tables.count,
          "fields": draft.tables.map(\.fields.count).reduce(0, +),
        ]) + "\n"
    if !draft.leftErrors.isEmpty {
      text += label("left", ["count": draft.leftErrors.count]) + "\n"
      text += draft.leftErrors.prefix(20).map { "  \(printable($0))\n" }.joined()
    } else if draft.tables.contains(where: { $0.rowCount != nil }) {
      text += label("clean") + "\n"
    }
    if !draft.undecided.isEmpty {
      text += label("undecided") + " " + draft.undecided.joined(separator: ", ") + "\n"
    }
    text += label("next", ["command": "registrar schema check " + printable(folder)]) + "\n"
    return text
  }

  private func row(_ guess: Guess, of field: String) -> [String] {
    ["  " + field, guess.property, printable(guess.value, limit: 40), evidence(guess)]
  }

  /// The same as one JSON object.
  var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("package", draft.name)
      json.member("folder", folder)
      json.member("tables") { json in
        json.array(draft.tables) { json, table in
          json.object { json in
            json.member("name", table.name)
            json.member("source", table.source)
            if let count = table.rowCount { json.member("rows", count) }
            json.member("guesses") { write(table.guesses, to: &$0) }
            json.member("fields") { json in
              json.array(table.fields) { json, field in
                json.object { json in
                  json.member("name", field.name)
                  json.member("guesses") { write(field.guesses, to: &$0) }
                }
              }
            }
          }
        }
      }
      json.member("remarks") { write(draft.remarks, to: &$0) }
      json.member("undecided") { json in
        json.array(draft.undecided) { $0.string($1) }
      }
      json.member("leftErrors") { json in
        json.array(draft.leftErrors) { $0.string($1) }
      }
    }
    return json.text + "\n"
  }

  private func write(_ guesses: [Guess], to json: inout JSONWriter) {
    json.array(guesses) { json, guess in
      json.object { json in
        if !guess.property.isEmpty {
          json.member("property", guess.property)
          json.member("value", guess.value)
        }
        json.member("because", guess.reason)
        json.member("evidence", guess.evidence.text(in: language))
      }
    }
  }
}
