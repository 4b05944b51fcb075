public import ImportPipeline
public import TabularCore

extension Language {
  /// The words for where a value comes from.
  public func origin(_ origin: ValueOrigin) -> String { label("origin/" + origin.rawValue) }
}
