package dialtone.base.console;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Addresses of style sheets and scripts. Each carries a checksum of its content: a browser may keep it for a year, and
 * fetches a new one the moment it has changed.
 */
@Named
@ApplicationScoped
public class Assets {
    private static final String FOLDER = "/assets/";

    private final Map<String, String> addresses = new TreeMap<>();

    @Inject
    private ServletContext context;

    @PostConstruct
    void readAll() {
        for (String path : context.getResourcePaths(FOLDER)) {
            addresses.put(
                    path.substring(FOLDER.length()),
                    context.getContextPath() + path + "?v=" + Long.toHexString(checksum(path)));
        }
    }

    /** @throws IllegalArgumentException if there is no such file */
    public String address(String name) {
        String address = addresses.get(name);
        if (address == null) {
            throw new IllegalArgumentException("No asset " + name);
        }
        return address;
    }

    private long checksum(String path) {
        CRC32 checksum = new CRC32();
        try (InputStream content = context.getResourceAsStream(path)) {
            checksum.update(content.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + path, unreadable);
        }
        return checksum.getValue();
    }
}
