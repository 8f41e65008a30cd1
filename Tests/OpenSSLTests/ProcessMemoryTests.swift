import Glibc
import OpenSSL
import Testing

struct ProcessMemoryTests {
    @Test func `a process that forbade dumps has a core limit of zero`() async {
        await #expect(processExitsWith: .success) {
            #expect(ProcessMemory.forbidDumps())
            var limit = rlimit()
            let status = unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
            #expect(status == 0)
            let isNone = limit.rlim_cur == 0 && limit.rlim_max == 0
            #expect(isNone)
        }
    }
}
