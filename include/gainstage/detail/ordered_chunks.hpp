// SPDX-License-Identifier: BSL-1.0
// Work in numbered chunks on several threads, delivered in order.
#pragma once

#include <gainstage/version.hpp>

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// For every chunk 0 … chunks - 1: some worker computes it, `worker(number)`, and then `deliver(worker)` is called, in
/// the order of the numbers and never twice at once. `make_worker()` makes what one thread works with.
template <class Make, class Deliver>
void run_ordered(std::size_t chunks, unsigned threads, Make const& make_worker, Deliver const& deliver) {
    std::atomic<std::size_t> taken{0};
    std::atomic<std::size_t> delivered{0};
    auto const work = [&] {
        auto worker = make_worker();
        // Chunks are taken in order: the one that all others wait for is always being worked on.
        for (std::size_t k = taken++; k < chunks; k = taken++) {
            worker(k);
            for (std::size_t now = delivered; now != k; now = delivered) delivered.wait(now);
            deliver(worker);
            delivered = k + 1;
            delivered.notify_all();
        }
    };
    std::size_t wanted = threads > 0 ? threads : std::thread::hardware_concurrency();
    if (wanted > chunks) wanted = chunks;
    std::vector<std::thread> others;
    for (std::size_t t = 1; t < wanted; ++t) others.emplace_back(work);
    work();
    for (auto& t : others) t.join();
}

} // namespace gainstage::detail
