/// A text in which the ids of runs stand without their random characters: `20261120-1200-A1`.
///
/// What the tool prints is the same for every run then, but for what makes an id one of a kind.
public func withoutRunTags(_ text: String) -> String {
  text.replacing(/(\d{8}-\d{4}-[A-Z]\d+)-[0-9a-hjkmnp-tv-z]{8}\b/) { $0.output.1 }
}
