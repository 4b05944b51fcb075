import Foundation
import ImportPipeline
import ImportService
import Schemas
import TabularCore
import TestSupport

/// A folder with a small package of items and a store of its own, and a service in it.
struct ShopSetting {
  static let now = "2027-03-06T14:14:02Z"

  let scratch: ScratchFolder
  /// Whether the clock stands still; a production target refuses such a one.
  var hasFixedClock = true
  /// The machine that the service believes to run on.
  var host = "ops1"

  init() throws {
    scratch = try ScratchFolder()
    try FileManager.default.createDirectory(
      atPath: scratch.path(of: "shop"), withIntermediateDirectories: true)
    try scratch.write(
      "shop/datapackage.json",
      #"""
      {"name": "shop", "version": "1",
       "resources": [{"name": "items", "path": "items.csv", "schema": "items.schema.json"}]}
      """#)
    try scratch.write(
      "shop/items.schema.json",
      #"""
      {"fields": [
         {"name": "code", "registrar:type": "code", "constraints": {"required": true}},
         {"name": "name", "registrar:type": "string", "constraints": {"required": true}},
         {"name": "stock", "registrar:type": "integer"}],
       "primaryKey": ["code"]}
      """#)
  }

  var package: String { scratch.path(of: "shop") }
  var storePath: String { scratch.path(of: "s.sqlite") }
  var choice: StoreChoice { StoreChoice(store: "sqlite:" + storePath) }

  func surroundings() throws -> Surroundings {
    let author = RunAuthor(operatorName: "mlee", host: host, toolVersion: "0.0.0")
    return Surroundings(
      author: author, clock: hasFixedClock ? try RunClock(at: Self.now) : RunClock())
  }

  func service() throws -> ImportService { ImportService(try surroundings()) }

  /// Writes `items.csv` with some items of a name; returns its path.
  @discardableResult
  func writeItems(_ numbers: some Sequence<Int>, name: String = "Item") throws -> String {
    let lines = numbers.map { "I-\($0),\(name) \($0),\($0)\n" }
    return try scratch.write("items.csv", "code,name,stock\n" + lines.joined())
  }

  /// An import of `items.csv` into the store.
  func request(_ mode: ImportOptions.Mode = .validate) -> ImportRequest {
    var request = ImportRequest(files: [scratch.path(of: "items.csv")], package: package)
    request.store = choice
    request.options.mode = mode
    return request
  }

  /// Imports some items; returns the report.
  @discardableResult
  func execute(_ numbers: some Sequence<Int>, name: String = "Item") throws -> ImportReport {
    try writeItems(numbers, name: name)
    return try service().prepare(request(.execute)).run()
  }

  /// How many items the store has.
  func count() throws -> Int {
    let connection = try service().connection(to: choice, writes: false)
    return try connection.value("SELECT count(*) FROM items").integer ?? -1
  }

  /// Writes a project file with the target `prod`, whose store is that of the setting.
  func writeProject(_ members: String) throws -> StoreChoice {
    try scratch.write(
      "project.json",
      #"{"targets": {"prod": {"store": "sqlite:s.sqlite", "package": "./shop"\#(members)}}}"#)
    return StoreChoice(target: "prod", project: scratch.path(of: "project.json"))
  }
}

/// The problem of a request by which something ends; `nil` when it ends otherwise.
func problem(_ body: () throws -> Void) -> RequestProblem? {
  do {
    try body()
    return nil
  } catch ServiceFailure.request(let problem) {
    return problem
  } catch {
    return nil
  }
}

/// The codes and variants by which something is refused or fails.
func refusals(_ body: () throws -> Void) -> [String] {
  do {
    try body()
    return []
  } catch let failure as ServiceFailure {
    return failure.issues.map { "\($0.code) \($0.variant)" }
  } catch {
    return ["\(error)"]
  }
}
