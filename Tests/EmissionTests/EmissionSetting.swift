import Foundation
import ImportPipeline
import ImportService
import Schemas
import TestSupport

/// A folder with a small package of places, halls and notes, and a store of its own.
struct EmissionSetting {
  let scratch: ScratchFolder
  let service = ImportService(
    Surroundings(author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "0.0.0")))

  var package: String { scratch.path(of: "park") }
  var choice: StoreChoice { StoreChoice(store: "sqlite:" + scratch.path(of: "s.sqlite")) }

  init() throws {
    scratch = try ScratchFolder()
    try FileManager.default.createDirectory(
      atPath: scratch.path(of: "park"), withIntermediateDirectories: true)
    try scratch.write(
      "park/datapackage.json",
      #"""
      {"name": "park", "version": "1", "resources": [
        {"name": "places", "path": "places.csv", "schema": "places.schema.json"},
        {"name": "halls", "path": "halls.csv", "schema": "halls.schema.json"},
        {"name": "notes", "path": "notes.csv", "schema": "notes.schema.json"}]}
      """#)
    try scratch.write(
      "park/places.schema.json",
      #"""
      {"fields": [
         {"name": "code", "registrar:type": "code", "constraints": {"required": true}},
         {"name": "name", "registrar:type": "string", "registrar:folded": true,
          "registrar:multiline": true, "constraints": {"required": true, "maxLength": 6000}},
         {"name": "parent_code", "registrar:type": "code", "registrar:column": "parent_id"},
         {"name": "status", "registrar:type": "enum", "registrar:default": "open",
          "registrar:values": [{"value": "open"}, {"value": "closed"}]},
         {"name": "area", "registrar:type": "decimal", "registrar:scale": 2},
         {"name": "opened", "registrar:type": "date"},
         {"name": "pin", "registrar:type": "secret", "registrar:secret": "keep"}],
       "primaryKey": ["code"],
       "foreignKeys": [
         {"fields": ["parent_code"], "reference": {"resource": "", "fields": ["code"]}}]}
      """#)
    try scratch.write(
      "park/halls.schema.json",
      #"""
      {"fields": [
         {"name": "place_code", "registrar:type": "code", "constraints": {"required": true},
          "registrar:column": "place_id"},
         {"name": "hall_code", "registrar:type": "code", "constraints": {"required": true}},
         {"name": "heated", "registrar:type": "boolean"},
         {"name": "tags", "registrar:type": "list", "registrar:itemType": "string",
          "registrar:ordered": true,
          "registrar:joinTable": {"table": "hall_tags", "owner": "hall_id", "item": "tag",
            "position": "position"}}],
       "primaryKey": ["place_code", "hall_code"],
       "foreignKeys": [
         {"fields": ["place_code"], "reference": {"resource": "places", "fields": ["code"]}}]}
      """#)
    try scratch.write(
      "park/notes.schema.json",
      #"""
      {"fields": [
         {"name": "number", "registrar:type": "integer", "constraints": {"required": true}},
         {"name": "place_code", "registrar:type": "code", "registrar:column": "place_id"},
         {"name": "hall_code", "registrar:type": "code", "registrar:column": "hall_id"},
         {"name": "text", "registrar:type": "string", "registrar:multiline": true}],
       "primaryKey": ["number"],
       "foreignKeys": [
         {"fields": ["place_code"], "reference": {"resource": "places", "fields": ["code"]}},
         {"fields": ["hall_code"], "reference": {"resource": "halls", "fields": ["hall_code"]},
          "registrar:with": {"place_code": "place_code"}}]}
      """#)
  }

  /// Places whose texts are hard to write as SQL, halls of the same code in two places, and notes.
  func write() throws -> [String] {
    [
      try scratch.write(
        "places.csv",
        """
        code,name,parent_code,area,opened,status
        S,South,N,,,
        N,"L'Île $(x)
        GO
        :r other.sql",,12.50,2027-03-06,closed

        """),
      try scratch.write(
        "halls.csv",
        "place_code,hall_code,heated,tags\nN,H1,yes,\"warm;it's\"\nS,H1,no,\nS,H2,,cold\n"),
      try scratch.write(
        "notes.csv",
        "number,place_code,hall_code,text\n1,N,H1,first\n2,S,H1,\(String(repeating: "long\u{E9} ", count: 900))\n"
      ),
    ]
  }

  /// Imports the files into the store.
  @discardableResult
  func fill() throws -> ImportReport {
    var request = ImportRequest(files: try write(), package: package)
    request.store = choice
    request.options.mode = .execute
    return try service.prepare(request).run()
  }
}
