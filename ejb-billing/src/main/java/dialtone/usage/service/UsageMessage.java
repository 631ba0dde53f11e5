package dialtone.usage.service;

/**
 * What a message of the usage queue says of its body.
 *
 * @param id     the provider's own: the same when it is delivered again
 * @param batch  name of the batch, as a file would have it, see {@link dialtone.usage.UsageFile#isName}; empty where it has none
 * @param layout how it is written, of the layouts of the catalogue's folder; empty for the house's own
 */
public record UsageMessage(String id, String batch, String layout) {}
