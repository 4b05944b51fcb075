import ImportPipeline
import ImportReports
import Schemas
import TabularCore

/// What `registrar store status` prints.
struct StorePage {
  var location: String
  var status: StoreStatus
  var package: DataPackage
  /// The options of the commands that the page names.
  var options = CommandOptions.ofThisProcess()

  /// Whether an import of the package can use the store.
  static func fits(_ status: StoreStatus, _ package: DataPackage) -> Bool {
    status.package == package.name && status.version == package.version
      && status.missing.isEmpty && status.different.isEmpty
  }

  /// The page, every line ended.
  var text: String {
    var lines = ["store     \(location)"]
    if let name = status.package {
      lines.append("package   \(name) \(status.version ?? "") (\((status.hash ?? "").prefix(12)))")
      lines.append("since     \(status.appliedAt ?? "")")
      lines.append("format    \(status.format)")
      lines.append("runs      \(status.runCount)")
      if let name = status.production {
        lines.append("target    \(printable(name)), in production use")
      }
    } else {
      lines.append(
        "package   none; run `registrar store init\(options.storeOption)\(options.packageOption)`")
    }
    var text = lines.joined(separator: "\n") + "\n"
    if !status.tables.isEmpty {
      var table = ListingTable(columns: ["table", "records"])
      for entry in status.tables { table.add([entry.name, String(entry.count)]) }
      text += "\n" + table.text
    }
    if status.package != nil { text += "\n" + verdict }
    return text
  }

  private var verdict: String {
    let wanted = "\(package.name) \(package.version)"
    if Self.fits(status, package) { return "It fits \(wanted).\n" }
    if status.package != package.name { return "It belongs to another package than \(wanted).\n" }
    var text =
      "It does not fit \(wanted); run"
      + " `registrar store migrate\(options.storeOption)\(options.packageOption)`.\n"
    text += status.missing.map { "  missing   \($0)\n" }.joined()
    text += status.different.map { "  differs   \($0)\n" }.joined()
    return text
  }
}
