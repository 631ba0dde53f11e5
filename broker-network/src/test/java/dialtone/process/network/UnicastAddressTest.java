package dialtone.process.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomix.cluster.messaging.MessagingConfig;
import io.atomix.cluster.messaging.impl.NettyUnicastService;
import io.atomix.utils.net.Address;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnicastAddressTest {

    private static final byte[] ELSEWHERE = {127, 0, 0, 2};

    @Test
    void listensOnTheAddressOfTheRestOfItsMessaging() throws IOException {
        int port = freePort();
        NettyUnicastService service = started(new MessagingConfig().setInterfaces(List.of("127.0.0.1")), port);
        try {
            new DatagramSocket(port, InetAddress.getByAddress(ELSEWHERE)).close();
        } finally {
            service.stop().join();
        }
    }

    @Test
    void listensOnEveryAddressWhereNoneIsConfigured() throws IOException {
        int port = freePort();
        NettyUnicastService service = started(new MessagingConfig().setInterfaces(List.of()), port);
        try {
            assertThatThrownBy(() -> new DatagramSocket(port, InetAddress.getByAddress(ELSEWHERE)))
                    .isInstanceOf(BindException.class);
        } finally {
            service.stop().join();
        }
    }

    private static NettyUnicastService started(MessagingConfig config, int port) {
        NettyUnicastService service = new NettyUnicastService("test", Address.from("127.0.0.1", port), config);
        service.start().join();
        assertThat(service.isRunning()).isTrue();
        return service;
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
