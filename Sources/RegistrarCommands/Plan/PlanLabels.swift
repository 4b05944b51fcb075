import ImportPipeline
import TabularCore

/// The words of `registrar plan show`.
struct PlanLabels {
  let language: Language

  private func label(
    _ key: String, _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]
  ) -> String {
    language.label("plan/" + key, values)
  }

  /// The labels above the operations.
  var head: LabelColumn { language.column("plan/head") }

  var nothing: String { label("nothing") }
  var pruned: String { label("pruned") }
  /// Of a record that goes because somebody named it, in a run that reads no file.
  var cleaned: String { label("cleaned") }
  var noValue: String { language.label("value/none") }

  var headings: [String] {
    ["table", "stored", "toCreate", "toUpdate", "toDelete", "toKeep"].map { label($0) }
  }

  func made(_ instant: String) -> String { label("made", ["time": instant]) }

  func kind(_ kind: PlanOperation.Kind) -> String { label(kind.rawValue) }

  func kept(_ stored: String, file: String) -> String {
    label("kept", ["stored": stored, "file": file])
  }
}
