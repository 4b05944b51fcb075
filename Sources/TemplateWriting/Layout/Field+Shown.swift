import Schemas
import TabularCore

extension Field {
  /// The example as people would type it in a language; `nil` without one.
  func shownExample(_ phrases: TemplatePhrases) -> String? {
    example.map { shownText($0, phrases) }
  }

  /// A text of the package as people would type it in a language: listed values by their labels, yes and no,
  /// the decimal mark.
  func shownText(_ text: String, _ phrases: TemplatePhrases) -> String {
    let form = type.definition.template(of: self)
    if let separator = form.separator, !enumValues.isEmpty {
      return text.split(separator: separator, omittingEmptySubsequences: false)
        .map { shown(String($0), in: phrases.language) }.joined(separator: separator)
    }
    switch type.definition.storage {
    case .truth:
      guard case .yesNo = form.choices else { return text }
      return switch text {
      case "yes", "true", "1": phrases.yes
      case "no", "false", "0": phrases.no
      default: text
      }
    case .minorUnits, .decimal: return text.replacing(".", with: phrases.decimalMark)
    default: return shown(text, in: phrases.language)
    }
  }
}
