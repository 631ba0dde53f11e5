package dialtone.usage.route;

import dialtone.usage.layout.UsageLayout;
import dialtone.usage.layout.UsageLayouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A folder of another system that usage files are fetched from by SFTP.
 *
 * @param name   in kebab-case; who delivers, in the register of files
 * @param folder below the login's own, or with a slash at its beginning the root's; empty for the login's own
 * @param layout how its files are written, and by its pattern which of them are taken
 * @param access key or password, or both; never shown
 * @param every  from the end of one look to the next, 1 s to an hour. A file is taken when two looks in a row found it the same, so that this is also how
 *               long one has to be at rest
 */
record SftpSource(
        String name,
        String host,
        int port,
        String user,
        String folder,
        UsageLayout layout,
        Access access,
        Duration every) {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_SECONDS = 3_600;

    /** By what the login is proved. */
    record Access(Optional<Path> key, Optional<String> passphrase, Optional<String> password) {
        @Override
        public String toString() {
            return key.isPresent() ? "key" : "password";
        }
    }

    /** For people. */
    String place() {
        return user + "@" + host + ":" + port + (folder.startsWith("/") || folder.isEmpty() ? "" : "/") + folder;
    }

    /**
     * The sources of an installation.
     *
     * @param setting what is said of a source, see {@link dialtone.platform.settings.Settings#usageSftp}
     * @throws IllegalStateException with every fault of every source
     */
    static List<SftpSource> declared(
            List<String> names, Function<String, Function<String, Optional<String>>> setting, UsageLayouts layouts) {
        List<SftpSource> sources = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String name : names) {
            Declaration declaration = new Declaration(name, setting.apply(name), faults);
            if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
                faults.add("  usage.sftp." + name + ": a name is 1 to 32 small letters, digits and dashes");
            }
            declaration.read(layouts).ifPresent(sources::add);
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException("The SFTP sources are refused:\n" + String.join("\n", faults));
        }
        return sources;
    }

    /** What is said of one source, and what is wrong with that. */
    private record Declaration(String name, Function<String, Optional<String>> setting, List<String> faults) {

        Optional<SftpSource> read(UsageLayouts layouts) {
            int before = faults.size();
            String host = matching("host", "[A-Za-z0-9.:-]{1,255}", "a host's name or address")
                    .orElse("");
            String user = matching("user", "[^@/\\s]{1,64}", "a login").orElse("");
            String folder = setting.apply("folder").orElse("");
            if (!folder.matches("[A-Za-z0-9._/-]{0,255}") || folder.contains("..")) {
                fault("folder", "is of letters, digits, dots, dashes, underscores and slashes");
            }
            int port = number("port", 22, MAX_PORT);
            int seconds = number("seconds", 30, MAX_SECONDS);
            Access access = access();
            Optional<UsageLayout> layout = layout(layouts);
            return faults.size() > before || layout.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new SftpSource(
                            name, host, port, user, folder, layout.get(), access, Duration.ofSeconds(seconds)));
        }

        private Optional<UsageLayout> layout(UsageLayouts layouts) {
            String wanted = setting.apply("layout").orElse(UsageLayout.HOUSE.name());
            Optional<UsageLayout> layout = layouts.named(wanted);
            if (layout.isEmpty()) {
                fault("layout", "is one of " + layouts.names());
            }
            return layout;
        }

        private Access access() {
            Access access = new Access(
                    setting.apply("key").map(Path::of), setting.apply("passphrase"), setting.apply("password"));
            if (access.key().isEmpty() && access.password().isEmpty()) {
                fault("key", "or password is missing");
            }
            if (access.key().filter(key -> !Files.isReadable(key)).isPresent()) {
                fault("key", "is a file that the server can read");
            }
            return access;
        }

        private Optional<String> matching(String what, String pattern, String meaning) {
            Optional<String> value = setting.apply(what).filter(text -> text.matches(pattern));
            if (value.isEmpty()) {
                fault(what, "is " + meaning);
            }
            return value;
        }

        private int number(String what, int otherwise, int max) {
            Optional<String> said = setting.apply(what);
            if (said.isEmpty()) {
                return otherwise;
            }
            int value = said.get().matches("[0-9]{1,5}") ? Integer.parseInt(said.get()) : 0;
            if (value < 1 || value > max) {
                fault(what, "is 1 to " + max);
            }
            return value;
        }

        private void fault(String what, String expected) {
            faults.add("  usage.sftp." + name + "." + what + " " + expected);
        }
    }
}
