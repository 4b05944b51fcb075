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
  var language = Language.english

  /// Whether an import of the package can use the store.
  static func fits(_ status: StoreStatus, _ package: DataPackage) -> Bool {
    status.package == package.name && status.version == package.version
      && status.missing.isEmpty && status.different.isEmpty
  }

  /// The page, every line ended.
  var text: String {
    let head = language.column("store/head", gap: 3)
    var lines = [head["store"] + location]
    if let name = status.package {
      let hash = (status.hash ?? "").prefix(12)
      lines.append(head["package"] + "\(name) \(status.version ?? "") (\(hash))")
      lines.append(head["since"] + (status.appliedAt ?? ""))
      lines.append(head["format"] + String(status.format))
      lines.append(head["runs"] + String(status.runCount))
      if let name = status.production {
        lines.append(
          head["target"] + language.label("store/inProduction", ["name": printable(name)]))
      }
    } else {
      let command = "registrar store init\(options.storeOption)\(options.packageOption)"
      lines.append(head["package"] + language.label("store/none", ["command": command]))
    }
    var text = lines.joined(separator: "\n") + "\n"
    if !status.tables.isEmpty {
      var table = ListingTable(columns: [
        language.label("report/table"), language.label("store/records"),
      ])
      for entry in status.tables { table.add([entry.name, String(entry.count)]) }
      text += "\n" + table.text
    }
    if status.package != nil { text += "\n" + verdict }
    return text
  }

  private var verdict: String {
    let wanted = "\(package.name) \(package.version)"
    func sentence(_ name: String) -> String {
      language.label("store/" + name, ["package": wanted]) + "\n"
    }
    if Self.fits(status, package) { return sentence("fits") }
    if status.package != package.name { return sentence("otherPackage") }
    let command = "registrar store migrate\(options.storeOption)\(options.packageOption)"
    let lack = language.column("store/lack", gap: 3)
    var text = language.label("store/fitsNot", ["package": wanted, "command": command]) + "\n"
    text += status.missing.map { "  \(lack["missing"])\($0)\n" }.joined()
    text += status.different.map { "  \(lack["differs"])\($0)\n" }.joined()
    return text
  }
}
