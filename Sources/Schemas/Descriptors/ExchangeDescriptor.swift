import TabularCore

/// Reads how the tables of a package travel as a set of files.
enum ExchangeDescriptor {
  /// Reads the exchange; `nil`, with a mistake reported, where something is missing.
  static func read(_ object: ObjectReader) -> Exchange? {
    guard let manifest = object.object("manifest"), let status = object.object("status") else {
      object.invalid("manifest", "an exchange needs `manifest` and `status`")
      return nil
    }
    let versions = object.objects("versions").compactMap(version)
    let file = text(manifest, "file")
    let columns = manifest.strings("columns") ?? []
    if columns.count != 2 { manifest.invalid("columns", "`columns` are two headers") }
    if versions.isEmpty { object.invalid("versions", "an exchange has a version at least") }
    var readOnly: [String: [String]] = [:]
    if let tables = object.object("readOnly") {
      for name in tables.names { readOnly[name] = tables.strings(name) ?? [] }
      tables.finish(.all)
    }
    var constants: [String: String] = [:]
    if let values = manifest.object("constants") {
      for name in values.names { constants[name] = values.string(name) ?? "" }
      values.finish(.all)
    }
    let exchange = Exchange(
      manifest: file, manifestColumns: columns, constants: constants,
      optionalProperties: manifest.strings("optional") ?? [],
      versionProperty: text(manifest, "version"), filePrefix: text(manifest, "files"),
      absent: text(manifest, "absent"), whole: text(manifest, "whole"),
      changes: text(manifest, "changes"), versions: versions,
      statusField: text(status, "field"), live: text(status, "live"), gone: text(status, "gone"),
      changedField: text(object, "changedAt"), extensionPrefix: object.string("extensions"),
      extensionField: object.string("extensionField"), readOnly: readOnly)
    for part in [manifest, status, object] { part.finish(.all) }
    return columns.count == 2 && !versions.isEmpty ? exchange : nil
  }

  private static func version(_ object: ObjectReader) -> Exchange.Version {
    var version = Exchange.Version(
      value: text(object, "value"), tables: object.strings("tables") ?? [],
      together: object.strings("together") ?? [])
    if let headers = object.object("headers") {
      for name in headers.names { version.headers[name] = headers.strings(name) ?? [] }
      headers.finish(.all)
    }
    version.derived = object.objects("derived").map(derivation)
    object.finish(.all)
    return version
  }

  private static func derivation(_ object: ObjectReader) -> Exchange.Derivation {
    func words(_ name: String) -> [String: String] {
      guard let values = object.object(name) else { return [:] }
      var words: [String: String] = [:]
      for name in values.names { words[name] = values.string(name) ?? "" }
      values.finish(.all)
      return words
    }
    let derivation = Exchange.Derivation(
      table: text(object, "table"), source: text(object, "from"), list: text(object, "each"),
      item: text(object, "item"), owner: text(object, "owner"),
      copiedFrom: text(object, "copies"), copiedTo: text(object, "as"),
      words: words("words"), wordsBack: words("wordsBack"), constants: words("constants"))
    object.finish(.all)
    return derivation
  }

  /// A text that must be there.
  private static func text(_ object: ObjectReader, _ name: String) -> String {
    if let text = object.string(name), !text.isEmpty { return text }
    object.findings.add(at: object.place, "`\(name)` is missing")
    return ""
  }

  /// Reports names that the package does not have, and tables without the fields of the exchange.
  static func check(_ exchange: Exchange, of package: DataPackage, _ object: ObjectReader) {
    let place = object.place(of: "registrar:exchange")
    for name in exchange.versions.flatMap({ $0.tables + $0.together }) + exchange.readOnly.keys
    where package.table(named: name) == nil {
      object.findings.add(at: place, "`\(name)` is no table of the package")
    }
    for name in Set(exchange.versions.flatMap(\.tables)).sorted() {
      guard let table = package.table(named: name) else { continue }
      let others = exchange.readOnly[name] ?? []
      let all = [exchange.statusField, exchange.changedField] + others
      for field in all + [exchange.extensionField].compactMap(\.self)
      where table.field(named: field) == nil {
        object.findings.add(at: place, "`\(name)` has no field `\(field)`")
      }
    }
    for version in exchange.versions { check(version, of: package, object) }
  }

  /// Reports headers without a field, and derived tables that name fields which there are not.
  private static func check(
    _ version: Exchange.Version, of package: DataPackage, _ object: ObjectReader
  ) {
    let place = object.place(of: "registrar:exchange")
    for (name, headers) in version.headers.sorted(by: { $0.key < $1.key }) {
      guard let table = package.table(named: name) else {
        object.findings.add(at: place, "`\(name)` is no table of the package")
        continue
      }
      let known = Set(table.fields.flatMap { [$0.label.english] + $0.aliases })
      for header in headers where !known.contains(header) {
        object.findings.add(at: place, "`\(name)` has no field with the header `\(header)`")
      }
    }
    for derivation in version.derived {
      let named = [
        (derivation.source, [derivation.list, derivation.copiedFrom]),
        (
          derivation.table,
          [derivation.item, derivation.owner, derivation.copiedTo]
            + derivation.constants.keys.sorted()
        ),
      ]
      for (name, fields) in named {
        guard let table = package.table(named: name) else {
          object.findings.add(at: place, "`\(name)` is no table of the package")
          continue
        }
        for field in fields where table.field(named: field) == nil {
          object.findings.add(at: place, "`\(name)` has no field `\(field)`")
        }
        if table.naturalKey.count != 1 {
          object.findings.add(at: place, "`\(name)` needs a key of one field")
        }
      }
    }
  }
}
