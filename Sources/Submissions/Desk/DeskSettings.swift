/// What a desk needs to know of its surroundings.
public struct DeskSettings: Sendable {
  /// Opens a connection to the desk's own tables.
  public var open: DeskStore.Opening
  /// Opens a connection to the store of records, whose journal tells what became of a run.
  public var records: DeskStore.Opening
  /// The folder of uploads.
  public var folder: String
  /// How this program is started for one of its commands.
  public var command: ChildCommand
  /// What a child may use.
  public var limits = ChildLimits()
  /// What may be put on the desk.
  public var uploads = UploadLimits()
  /// Which passwords are taken.
  public var passwords = PasswordRules()
  /// How many requests of an account or an address may come at once, and how many each second.
  public var requests: (burst: Double, rate: Double) = (120, 10)
  /// The machine, as it is noted for work that is under way.
  public var host: String
  /// Seconds since 1970.
  public var clock: @Sendable () -> Int

  /// The settings of a desk.
  public init(
    open: @escaping DeskStore.Opening, records: @escaping DeskStore.Opening, folder: String,
    command: ChildCommand, host: String, clock: @escaping @Sendable () -> Int
  ) {
    self.open = open
    self.records = records
    self.folder = folder
    self.command = command
    self.host = host
    self.clock = clock
  }
}
