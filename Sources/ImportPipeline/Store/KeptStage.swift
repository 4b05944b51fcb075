/// Staged rows of one table that outlive their run.
///
/// Only a store of the kind that gave them knows what is in them.
public protocol KeptStage: AnyObject {
  /// How many bytes the texts take that all tables of the run share.
  var textByteCount: Int { get }

  /// Whether set rules that name the fields they read see the same in both.
  func showsSame(as other: any KeptStage) -> Bool
}
