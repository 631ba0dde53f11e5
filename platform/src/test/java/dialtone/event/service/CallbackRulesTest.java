package dialtone.event.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            loopback                      | http://127.0.0.1:9999/here       | true
            loopback                      | http://localhost/                | true
            loopback                      | http://[::1]:8080/x              | true
            loopback                      | http://127.0.0.1.evil.example/   | false
            loopback                      | http://10.0.0.1/                 | false
            loopback                      | http://169.254.169.254/latest    | false
            loopback                      | ftp://127.0.0.1/                 | false
            loopback                      | file:///etc/passwd               | false
            loopback                      | http://me@127.0.0.1/             | false
            loopback                      | http://127.0.0.1/?a=b            | false
            loopback                      | http://127.0.0.1/#here           | false
            loopback                      | 127.0.0.1                        | false
            loopback                      | not an address                   | false
            hooks.partner.example         | https://hooks.partner.example/x  | true
            hooks.partner.example         | https://HOOKS.partner.example/x  | true
            hooks.partner.example         | http://127.0.0.1/                | false
            *.partner.example             | https://a.b.partner.example/     | true
            *.partner.example             | https://partner.example/         | false
            *.partner.example             | https://evilpartner.example/     | false
            a.example:8443, b.example     | https://a.example:8443/          | true
            a.example:8443, b.example     | https://a.example/               | false
            a.example:8443, b.example     | https://b.example:1234/          | true
            ''                            | http://127.0.0.1/                | false
            """)
    void onlyTheHostsOfTheListAreCalled(String list, String callback, boolean allowed) {
        assertThat(CallbackRules.of(list).objection(callback).isEmpty()).isEqualTo(allowed);
    }
}
