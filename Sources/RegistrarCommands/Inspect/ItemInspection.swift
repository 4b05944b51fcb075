import ImportPipeline
import JSONText
import QTIPackages
import TabularCore

/// A look into a package of assessment items.
struct ItemInspection: FileInspection {
  let file: InputFile
  let limits: Limits
  let output: BufferedOutput

  /// As many options as have letters.
  private static let mostOptions = 26

  private func package() throws -> QTIPackage {
    try QTIPackage(
      fileDescriptor: file.descriptor, limits: limits, mostOptions: Self.mostOptions)
  }

  func printCells() throws {
    for entry in try package().entries {
      guard case .success(let item) = entry.result else { continue }
      let texts = [item.stem] + item.options.map(\.text)
      output.append(
        "{\"member\": \(jsonString(entry.member)), \"kind\": \"\(item.kind.rawValue)\", \"texts\": ["
          + texts.map(jsonString).joined(separator: ", ") + "]}\n")
    }
  }

  func printStatistics() throws {
    let package = try package()
    output.append(
      "{\"items\": \(package.entries.count), \"groups\": \(package.groups.count)}\n")
  }

  func printOverview(asJSON: Bool) throws {
    let package = try package()
    let kinds = package.entries.map { entry in
      if case .success(let item) = entry.result { item.kind.rawValue } else { "refused" }
    }
    let counts = Dictionary(kinds.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
    guard !asJSON else {
      let members = counts.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
      output.append(
        "{\"file\": \(maskedJSON(file.displayName)), \"kind\": \"qti\", \"groups\": "
          + "\(package.groups.count), \"items\": {\(members)}}\n")
      return
    }
    output.append("\(printable(file.displayName)): QTI, \(package.groups.count) groups\n")
    for (kind, count) in counts { output.append("  \(kind): \(count)\n") }
  }
}
