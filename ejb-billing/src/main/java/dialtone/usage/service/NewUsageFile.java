package dialtone.usage.service;

import dialtone.usage.Delivery;
import dialtone.usage.UsageFile;
import dialtone.usage.layout.UsageLayout;

/**
 * A file that is delivered.
 *
 * @param name     cut at {@link UsageFile#MAX_NAME} characters
 * @param checksum SHA-256 of its bytes in hexadecimal digits
 * @param layout   how it is written
 */
public record NewUsageFile(String name, String checksum, Delivery delivery, UsageLayout layout) {
    public NewUsageFile {
        name = name.length() <= UsageFile.MAX_NAME ? name : name.substring(0, UsageFile.MAX_NAME);
    }
}
