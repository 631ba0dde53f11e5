package dialtone.usage.route;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** Another system's SFTP server, on loopback, with a folder. */
final class ElsewhereBySsh implements AutoCloseable {

    static final String USER = "dialtone";
    static final String PASSWORD = "correct horse";

    final Path root;
    private final AtomicInteger passwords = new AtomicInteger();
    private final KeyPair host = keyPair();
    private final KeyPair login = keyPair();
    private final int port;
    private SshServer server;

    ElsewhereBySsh(Path root) throws IOException {
        this.root = Files.createDirectories(root);
        this.server = start(0);
        this.port = server.getPort();
    }

    int port() {
        return port;
    }

    /** How often somebody told it a password. */
    int passwordsHeard() {
        return passwords.get();
    }

    /** A line of known_hosts. */
    String hostKey() {
        return line(host.getPublic());
    }

    /** The like of a host that pretends to be this one. */
    String anotherHostKey() {
        return line(keyPair().getPublic());
    }

    private String line(PublicKey key) {
        return "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(key) + "\n";
    }

    /** The private key that opens it. */
    Path writeKey(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(login, "dialtone", null, out);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void goAway() throws IOException {
        server.close();
    }

    void comeBack() throws IOException {
        server = start(port);
    }

    private SshServer start(int at) throws IOException {
        SshServer starting = SshServer.setUpDefaultServer();
        starting.setHost("127.0.0.1");
        starting.setPort(at);
        starting.setKeyPairProvider(KeyPairProvider.wrap(host));
        starting.setPasswordAuthenticator((user, password, session) -> {
            passwords.incrementAndGet();
            return user.equals(USER) && password.equals(PASSWORD);
        });
        starting.setPublickeyAuthenticator(
                (user, key, session) -> user.equals(USER) && KeyUtils.compareKeys(key, login.getPublic()));
        starting.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        starting.setFileSystemFactory(new VirtualFileSystemFactory(root));
        starting.start();
        return starting;
    }

    private static KeyPair keyPair() {
        try {
            return KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
