import Crypto
import JSONText
import TabularCore

/// Reads a Data Package (v2), with Registrar's properties, from its files into the model.
struct PackageDescriptor {
  private let folder: DescriptorFolder
  private let findings: Findings
  private var hash = SHA256()
  private var tables: [DescribedTable] = []
  private var descriptors: [DataPackage.Descriptor] = []

  /// A package as read; complete if no mistake was found.
  struct Source {
    /// The package.
    var package: DataPackage
    /// Its tables with their places.
    var tables: [DescribedTable]
  }

  /// Reads the package whose `datapackage.json` is at `path`; `nil` when it is not a package at all.
  static func read(path: String, findings: Findings) -> Source? {
    read(path: path, in: DescriptorFolder(packageFile: path), findings: findings)
  }

  /// Reads a package from a folder.
  static func read(path: String, in folder: DescriptorFolder, findings: Findings) -> Source? {
    var descriptor = PackageDescriptor(folder: folder, findings: findings)
    return descriptor.read(path: path)
  }

  private init(folder: DescriptorFolder, findings: Findings) {
    self.folder = folder
    self.findings = findings
  }

  private mutating func read(path: String) -> Source? {
    let root = DescriptorPlace(file: folder.packageFileName, line: 1)
    guard let node = parse(folder.packageFileName, referredFrom: nil),
      let object = ObjectReader(
        node, at: root, findings: findings, expected: "the object of a data package")
    else { return nil }
    var package = DataPackage(name: "", title: LocalizedText(""), path: path)
    package.name = object.string("name") ?? ""
    if package.name.isEmpty { findings.add(at: root, "the package has no `name`") }
    readTexts(object, &package)
    let resources = object.objects("resources")
    if resources.isEmpty { findings.add(at: root, "the package has no table") }
    for resource in resources { readResource(resource) }
    _ = object.boolean("registrar:isDefault")
    let exchange = object.object("registrar:exchange")
    object.finish(.prefixed)
    package.tables = tables.map(\.schema)
    package.exchange = exchange.flatMap(ExchangeDescriptor.read)
    if let exchange = package.exchange {
      ExchangeDescriptor.check(exchange, of: package, object)
    }
    package.descriptors = descriptors
    package.hash = hash.finalize().hexadecimal
    return Source(package: package, tables: tables)
  }

  private func readTexts(_ object: ObjectReader, _ package: inout DataPackage) {
    let translations = object.translations("title", "description")
    package.title = LocalizedText(
      object.string("title") ?? package.name, translations["title"] ?? [:])
    package.version = object.scalar("version") ?? "1"
    package.defaultCountry = object.string("registrar:defaultCountry")
    if let country = package.defaultCountry,
      country.utf8.count != 2 || !country.utf8.allSatisfy({ (65...90).contains($0) })
    {
      object.invalid(
        "registrar:defaultCountry", "`\(country)` is not a country code of two capital letters")
    }
    if let guards = object.object("registrar:guards") {
      package.guards = GuardDescriptor.read(guards)
    }
    package.retentionDays = object.retention("registrar:retention")
    guard let changes = object.object("registrar:severity") else { return }
    for code in changes.names {
      guard let severity = changes.choice(code, of: Severity.self) else { continue }
      let current = IssueCatalog.definition(of: IssueCode(rawValue: code))?.severity
      let area = IssueCode(rawValue: code).area
      if let current, current == .error, severity < current, area != "rule", area != "table" {
        changes.invalid(code, "the severity of `\(code)` cannot be lowered")
      }
      package.severityChanges[IssueCode(rawValue: code)] = severity
    }
  }

  private mutating func readResource(_ resource: ObjectReader) {
    let name = resource.string("name")
    let location = resource.node("path") ?? resource.node("url")
    let path = location.flatMap { $0.string ?? $0.items?.first?.string }
    if resource.has("data") {
      resource.invalid("data", "inline `data` is not read; put it into a file")
    }
    let encoding = resource.string("encoding")
    let dialect =
      part(resource, "dialect", expected: "a dialect").flatMap {
        DialectDescriptor.read($0, encoding: encoding)
      } ?? DialectDescriptor.read(nil, encoding: encoding)
    guard let name, !name.isEmpty else {
      findings.add(at: resource.place, "the resource has no `name`")
      return
    }
    resource.place.table = name
    if tables.contains(where: { $0.schema.name == name }) {
      resource.invalid("name", "two resources have the name `\(name)`")
      return
    }
    guard resource.has("schema") else {
      findings.add(at: resource.place, "the resource `\(name)` has no `schema`")
      return
    }
    guard let object = part(resource, "schema", expected: "a table schema") else {
      findings.unreadTables.insert(name)
      return
    }
    var source = TableDescriptor.read(object, name: name)
    resource.finish(.prefixed)
    source.schema.dialect = dialect
    if let path, !object.has("registrar:fileStem") { source.schema.fileStem = stem(of: path) }
    if let sheet = dialect?.sheetName, !object.has("registrar:sheet") {
      source.schema.sheetName = sheet
    }
    tables.append(source)
  }

  private func stem(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let point = name.lastIndex(of: "."), point != name.startIndex else { return String(name) }
    return String(name[..<point])
  }

  /// A part of a resource, given inline or in a file of its own.
  private mutating func part(
    _ resource: ObjectReader, _ name: String, expected: String
  ) -> ObjectReader? {
    guard let node = resource.node(name) else { return nil }
    let place = resource.place(of: name)
    guard let file = node.string else {
      return ObjectReader(node, at: place, findings: findings, expected: expected)
    }
    guard let content = parse(file, referredFrom: place) else { return nil }
    var root = DescriptorPlace(file: file, line: content.line)
    root.table = place.table
    return ObjectReader(content, at: root, findings: findings, expected: expected)
  }

  /// The JSON of a file of the package; reports why it cannot be read.
  private mutating func parse(_ file: String, referredFrom place: DescriptorPlace?) -> JSONNode? {
    let bytes: [UInt8]
    switch folder.read(file) {
    case .content(let content): bytes = content
    case .outside(let problem):
      findings.add(at: place ?? DescriptorPlace(file: file, line: 1), problem)
      return nil
    case .unreadable(let problem):
      findings.add(
        .schemaUnreadable(.refused(reason: problem), file: file),
        at: DescriptorPlace(file: file, line: 1))
      return nil
    case .missing:
      findings.add(
        .schemaUnreadable(.missing, file: file), at: DescriptorPlace(file: file, line: 1))
      return nil
    }
    hash.update(data: Array("\(file)\0\(bytes.count)\0".utf8))
    hash.update(data: bytes)
    descriptors.append(
      DataPackage.Descriptor(file: file, content: String(decoding: bytes, as: UTF8.self)))
    do {
      let node = try JSONParser.parse(bytes)
      if node.hasRepeatedMember { reportRepeated(node, at: DescriptorPlace(file: file, line: 1)) }
      return node
    } catch {
      var place = DescriptorPlace(file: file, line: error.line)
      place.column = error.column
      findings.add(.schemaUnreadable(error.unreadability, file: file), at: place)
      return nil
    }
  }

  private func reportRepeated(_ node: JSONNode, at place: DescriptorPlace) {
    if let members = node.members {
      var names: Set<String> = []
      for member in members {
        let child = place.child(member.name, line: member.line, column: member.column)
        if !names.insert(member.name).inserted {
          findings.add(
            .schemaInvalid(.repeated(path: "#" + place.pointer, value: member.name)), at: child)
        }
        reportRepeated(member.value, at: child)
      }
    }
    for (index, item) in (node.items ?? []).enumerated() {
      reportRepeated(item, at: place.child(String(index), line: item.line, column: item.column))
    }
  }
}
