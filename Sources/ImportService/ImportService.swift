/// One entry for every front end: packages, targets, stores, imports, and what comes after them.
///
/// A front end makes a service of its ``Surroundings`` and asks it. The service knows no command line:
/// it prints nothing, parses no arguments, reads no variable of the environment, and ends no process.
/// What it cannot do it says with a ``ServiceFailure``, whose sentences the front end writes itself.
///
/// Making a service costs nothing: nothing is opened or looked for before it is needed.
///
/// For example:
///
///     let service = ImportService(Surroundings(author: author))
///     var request = ImportRequest(files: ["items.csv"], package: "Schemas/inventory")
///     request.store = StoreChoice(store: "sqlite:records.sqlite")
///     let report = try service.prepare(request).run()
public struct ImportService: Sendable {
  /// What the front end knows of where it runs.
  public let surroundings: Surroundings

  /// A service in some surroundings.
  public init(_ surroundings: Surroundings) { self.surroundings = surroundings }

  /// The clock, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  func now() -> String { surroundings.clock.now() }
}
