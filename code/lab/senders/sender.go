// A sender: go run sender.go WARM ORDER METHOD COUNT KIND [PATIENCE], as sender.mjs.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

func main() {
	warm, order, method := os.Args[1], os.Args[2], os.Args[3]
	count, _ := strconv.Atoi(os.Args[4])
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.Proxy = nil // no proxy of the reader's
	transport.MaxIdleConnsPerHost = count
	if len(os.Args) > 6 {
		patience, _ := strconv.Atoi(os.Args[6])
		transport.IdleConnTimeout = time.Duration(patience) * time.Millisecond
	}
	client := &http.Client{Transport: transport}

	ask := func(url, method string) string {
		var body io.Reader
		if method == "POST" {
			body = strings.NewReader("hello")
		}
		request, _ := http.NewRequest(method, url, body)
		response, err := client.Do(request)
		if err != nil {
			words := strings.Split(err.Error(), ": ")
			return words[len(words)-1]
		}
		defer response.Body.Close()
		page, _ := io.ReadAll(response.Body)
		return string(page)
	}
	all := func(url, method string) []string {
		seen := make([]string, count)
		var wait sync.WaitGroup
		for n := range seen {
			wait.Add(1)
			go func(n int) {
				defer wait.Done()
				seen[n] = ask(strings.ReplaceAll(url, "#", strconv.Itoa(n)), method)
			}(n)
		}
		wait.Wait()
		return seen
	}

	all(warm, "GET")
	fmt.Println("ready")
	if !bufio.NewScanner(os.Stdin).Scan() {
		return
	}
	told, _ := json.Marshal(all(order, method))
	fmt.Println(string(told))
}
