import Foundation
import JSONText
import TabularCore

@testable import Schemas

/// Descriptors: JSON, packages, rules.
let schemaTargets = [
  FuzzTarget(name: "json") { bytes in _ = try? JSONParser.parse(bytes) },
  FuzzTarget(name: "schema", take: loadPackage), FuzzTarget(name: "rules", take: compileRule),
]

/// A file of this process alone, in memory where there is such a place.
private let descriptor: String = {
  let base = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
  let folder = "\(base)/registrar-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
  try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  return folder + "/datapackage.json"
}()

private func loadPackage(_ bytes: [UInt8]) {
  guard FileManager.default.createFile(atPath: descriptor, contents: Data(bytes)) else {
    fatalError("the descriptor cannot be written")
  }
  guard let package = try? PackageLoader.load(path: descriptor) else { return }
  _ = package.dependencyOrder
}

/// A package with a rule whose condition, message and places come from the input, line by line.
private func compileRule(_ bytes: [UInt8]) {
  let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    .map { String(decoding: $0, as: UTF8.self) }
  func line(_ index: Int) -> String { index < lines.count ? lines[index] : "" }
  let rule: [String: Any] = [
    "code": "rule.fuzz", "violatedWhen": line(0), "at": [line(1)],
    "arguments": [line(2): line(3)], "message": ["en": line(4), "fr": line(5)],
  ]
  let fields: [[String: Any]] = [
    ["name": "code", "type": "string", "registrar:type": "code"],
    ["name": "starts", "type": "date", "registrar:type": "date"],
  ]
  let package: [String: Any] = [
    "name": "fuzz", "title": "Fuzz",
    "resources": [
      [
        "name": "t", "title": "T",
        "schema": ["fields": fields, "primaryKey": ["code"], "registrar:rules": [rule]],
      ]
    ],
  ]
  if let data = try? JSONSerialization.data(withJSONObject: package) { loadPackage([UInt8](data)) }
  let template = MessageTemplate(line(4))
  _ = template.argumentNames
  _ = template.quotedArgumentNames
}
