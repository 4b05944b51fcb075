import TabularCore
import Workbooks

@testable import QTIPackages

/// Packages of assessment items: the archive as a whole, an item inside a sound one, and a test that groups
/// items.
let itemTargets = [
  FuzzTarget(name: "items") { _ = readItemPackage($0) },
  FuzzTarget(name: "item") { bytes in
    let entries = readItemPackage(storedArchive(soundMembers + [("q/one.xml", bytes)]))
    for entry in entries where entry.member == "q/one.xml" { requireWritable(entry) }
  },
  FuzzTarget(name: "groups") { bytes in
    _ = readItemPackage(storedArchive(soundMembers + [("test.xml", bytes)]))
  },
]

private let mostOptions = 8

/// Reads everything of a package of items.
private func readItemPackage(_ bytes: [UInt8]) -> [QTIPackage.Entry] {
  let package: QTIPackage
  do throws(WorkbookError) {
    package = try QTIPackage(
      fileDescriptor: openedFile(bytes), limits: fuzzedArchiveLimits, mostOptions: mostOptions)
  } catch {
    require(error.byteOffset ?? 0 >= 0, "places count from 0")
    return []
  }
  let groups = Set(package.groups.map(\.identifier))
  require(groups.count == package.groups.count, "a group twice: \(package.groups)")
  require(
    Set(package.entries.map(\.member)).count == package.entries.count, "an item is told twice")
  for entry in package.entries {
    require(entry.group.map(groups.contains) ?? true, "\(entry.member) is in no group that is")
    guard case .success(let item) = entry.result else { continue }
    require(item.options.count <= mostOptions, "\(item.options.count) options")
    require(
      item.options.isEmpty || item.kind == .single || item.kind == .multiple,
      "options of \(item.kind)")
  }
  return package.entries
}

/// What was read can be written, and is then read as an item of its kind.
private func requireWritable(_ entry: QTIPackage.Entry) {
  guard case .success(let item) = entry.result else { return }
  let text = ItemDocument(item).text
  guard let again = ItemDocument.item(in: text, mostOptions: mostOptions) else {
    return require(false, "what is written cannot be read: \(text)")
  }
  require(again.kind == item.kind || item.kind == .single, "\(item.kind) became \(again.kind)")
  require(again.points == item.points || item.points == nil, "points \(again.points ?? "none")")
}

private let space = "http://www.imsglobal.org/xsd/imsqti_v2p2"

private let soundMembers: [(name: String, bytes: [UInt8])] = [
  ("imsmanifest.xml", "<manifest/>"),
  (
    "q/two.xml",
    """
    <assessmentItem xmlns="\(space)" identifier="two"><responseDeclaration identifier="R" \
    cardinality="single" baseType="float"><correctResponse><value>2</value></correctResponse>\
    </responseDeclaration><itemBody><p>1 + 1 = <textEntryInteraction responseIdentifier="R"/></p>\
    </itemBody></assessmentItem>
    """
  ),
].map { ($0.0, Array($0.1.utf8)) }
